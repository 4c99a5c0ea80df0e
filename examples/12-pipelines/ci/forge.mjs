// What the pipelines ask of GitHub or GitLab; Node alone, no packages.
//
//   node ci/forge.mjs comment FILE       puts FILE onto the pull request: one comment, which is written anew each time
//   node ci/forge.mjs reviewed FOLDER    finds the plan that was reviewed for the commit that was merged. GitLab: into FOLDER.
//                                        GitHub: name and run of its artifact as outputs, for actions/download-artifact
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const MARKER = "<!-- scvmm-plan -->";
const { env } = process;

async function ask(url, headers, { method = "GET", body } = {}) {
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(body ? { "content-type": "application/json" } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(`${method} ${new URL(url).pathname}: ${response.status} ${response.statusText}`);
  return response;
}

/** All pages of a list, one after the other; both forges tell the next one in the header `link`. */
async function* items(url, headers) {
  for (let next = url; next; ) {
    const response = await ask(next, headers);
    yield* await response.json();
    next = /<([^>]+)>; rel="next"/.exec(response.headers.get("link") ?? "")?.[1];
  }
}

async function first(list, test) {
  for await (const item of list) if (test(item)) return item;
  return undefined;
}

function gitHub() {
  const repository = `${env.GITHUB_API_URL}/repos/${env.GITHUB_REPOSITORY}`;
  const headers = { authorization: `Bearer ${env.GITHUB_TOKEN}`, accept: "application/vnd.github+json" };
  return {
    // a comment holds 65,536 characters
    room: 60_000,
    comments: () => items(`${repository}/issues/${env.PULL_REQUEST}/comments?per_page=100`, headers),
    isOurs: async () => (comment) => comment.user.login === "github-actions[bot]",
    create: (body) => ask(`${repository}/issues/${env.PULL_REQUEST}/comments`, headers, { method: "POST", body: { body } }),
    update: ({ id }, body) => ask(`${repository}/issues/comments/${id}`, headers, { method: "PATCH", body: { body } }),
    reviewed: async () => {
      const { GITHUB_SHA: sha, GITHUB_REF_NAME: branch } = env;
      const pull = await first(
        items(`${repository}/commits/${sha}/pulls?per_page=100`, headers),
        (one) => one.merged_at && one.base.ref === branch && one.merge_commit_sha === sha,
      );
      if (!pull) return undefined;
      const name = `scvmm-plan-${pull.head.sha}`;
      const { artifacts } = await (await ask(`${repository}/actions/artifacts?name=${name}&per_page=100`, headers)).json();
      // the newest, as the comment is; nothing that a fork has made
      const [artifact] = artifacts
        .filter(
          ({ expired, workflow_run: run }) => !expired && run.head_sha === pull.head.sha && run.head_repository_id === run.repository_id,
        )
        .sort((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at));
      if (!artifact) return undefined;
      appendFileSync(env.GITHUB_OUTPUT, `run-id=${artifact.workflow_run.id}\nname=${name}\n`);
      return `#${pull.number}, run ${artifact.workflow_run.id}`;
    },
  };
}

function gitLab() {
  const project = `${env.CI_API_V4_URL}/projects/${env.CI_PROJECT_ID}`;
  const headers = { "private-token": env.GITLAB_TOKEN ?? "" };
  const notes = `${project}/merge_requests/${env.CI_MERGE_REQUEST_IID}/notes`;
  return {
    // a note holds a million
    room: 900_000,
    comments: () => items(`${notes}?per_page=100`, headers),
    isOurs: async () => {
      const { id } = await (await ask(`${env.CI_API_V4_URL}/user`, headers)).json();
      return (note) => note.author.id === id;
    },
    create: (body) => ask(notes, headers, { method: "POST", body: { body } }),
    update: ({ id }, body) => ask(`${notes}/${id}`, headers, { method: "PUT", body: { body } }),
    reviewed: async (folder) => {
      const { CI_COMMIT_SHA: sha, CI_COMMIT_BRANCH: branch } = env;
      const merge = await first(
        items(`${project}/repository/commits/${sha}/merge_requests?per_page=100`, headers),
        (one) =>
          one.state === "merged" && one.target_branch === branch && [one.merge_commit_sha, one.squash_commit_sha, one.sha].includes(sha),
      );
      if (!merge) return undefined;
      // newest first, as the comment is; of the commit that was merged, not of one before it
      const pipeline = await first(
        items(`${project}/merge_requests/${merge.iid}/pipelines?per_page=100`, headers),
        (one) => one.sha === merge.sha,
      );
      if (!pipeline) return undefined;
      const job = await first(items(`${project}/pipelines/${pipeline.id}/jobs?per_page=100`, headers), ({ name }) => name === "plan");
      if (job?.status !== "success") return undefined;
      mkdirSync(folder, { recursive: true });
      for (const file of ["plan.md", "fingerprint"]) {
        const response = await ask(`${project}/jobs/${job.id}/artifacts/plan/${file}`, headers);
        writeFileSync(join(folder, file), await response.text());
      }
      return `!${merge.iid}, pipeline ${pipeline.id}`;
    },
  };
}

/** A plan that is too long is cut between two objects. */
function fitting(text, room) {
  if (text.length <= room) return text;
  const end = text.lastIndexOf("\n<details>", room);
  return `${text.slice(0, end > 0 ? end : room)}\n\n… and more: the whole plan is in the job's artifact.\n`;
}

async function comment(forge, file) {
  const body = `${MARKER}\n${fitting(readFileSync(file, "utf8"), forge.room)}`;
  const isOurs = await forge.isOurs();
  const before = await first(forge.comments(), (one) => one.body.startsWith(MARKER) && isOurs(one));
  await (before ? forge.update(before, body) : forge.create(body));
  return before ? "comment written anew" : "comment written";
}

const forge = env.GITLAB_CI ? gitLab() : gitHub();
const VERBS = {
  comment: (file) => comment(forge, file),
  reviewed: async (folder) => (await forge.reviewed(folder)) ?? "no reviewed plan belongs to this commit",
};
const [verb, argument] = process.argv.slice(2);
const said = await VERBS[verb](argument).catch((error) => {
  process.exitCode = 1;
  return error.message;
});
process.stdout.write(`${said}\n`);
