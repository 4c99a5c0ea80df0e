import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Comment {
  readonly id: number;
  readonly by: string;
  body: string;
}

/** A plan that a pipeline has kept. */
export interface Kept {
  /** Last commit of the pull request that it was made for. */
  readonly head: string;
  readonly at: string;
  readonly fork?: true;
  readonly failed?: true;
  readonly files: Readonly<Record<string, string>>;
}

export interface Merged {
  readonly commit: string;
  readonly head: string;
  readonly branch?: string;
}

const NUMBER = 7;
const PAGE = 2;

/** As much of GitHub's and GitLab's interfaces as `ci/forge.mjs` asks for, from their documentation. Pull request 7 is the only one; lists come in pages of two. */
export class Forge {
  readonly comments: Comment[] = [];
  readonly kept: Kept[] = [];
  readonly merged: Merged[] = [];
  readonly refused: string[] = [];
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
    const may = request.headers.authorization === "Bearer job-token" || request.headers["private-token"] === "project-token";
    const body = chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString()) as { body: string }) : undefined;
    const answer = may ? this.#answer(`${request.method} ${url.pathname}`, url, body) : undefined;
    if (answer === undefined) {
      this.refused.push(`${request.method} ${request.url}`);
      response.writeHead(may ? 404 : 401).end("{}");
      return;
    }
    if (typeof answer === "string") {
      response.writeHead(200).end(answer);
      return;
    }
    const page = Number(url.searchParams.get("page") ?? "1");
    const more = Array.isArray(answer) && answer.length > page * PAGE;
    if (more) {
      url.searchParams.set("page", String(page + 1));
      response.setHeader("link", `<${url.href}>; rel="next", <${url.href}>; rel="last"`);
    }
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(Array.isArray(answer) ? answer.slice((page - 1) * PAGE, page * PAGE) : answer));
  }

  #answer(line: string, url: URL, body: { body: string } | undefined): unknown {
    const is = (pattern: RegExp) => pattern.exec(line)?.[1];
    const mergedAs = is(/^GET \/(?:repos\/o\/r\/commits|projects\/1\/repository\/commits)\/(\w+)\/(?:pulls|merge_requests)$/);
    if (mergedAs !== undefined)
      return this.merged
        .filter(({ commit }) => commit === mergedAs)
        .map(({ commit, head, branch = "main" }) => ({
          // GitHub
          number: NUMBER,
          merged_at: "2026-01-01T00:00:00Z",
          merge_commit_sha: commit,
          base: { ref: branch },
          head: { sha: head },
          // GitLab
          iid: NUMBER,
          state: "merged",
          target_branch: branch,
          squash_commit_sha: null,
          sha: head,
        }));
    if (/^GET \/(repos\/o\/r\/issues\/7\/comments|projects\/1\/merge_requests\/7\/notes)$/.test(line))
      return this.comments.map(({ id, by, body: text }) => ({ id, body: text, user: { login: by }, author: { id: by } }));
    if (/^POST \/(repos\/o\/r\/issues\/7\/comments|projects\/1\/merge_requests\/7\/notes)$/.test(line)) {
      this.comments.push({ id: this.comments.length + 1, by: "github-actions[bot]", body: body?.body ?? "" });
      return {};
    }
    const edited = is(/^(?:PATCH \/repos\/o\/r\/issues\/comments|PUT \/projects\/1\/merge_requests\/7\/notes)\/(\d+)$/);
    const comment = this.comments.find(({ id }) => String(id) === edited);
    if (comment) {
      comment.body = body?.body ?? "";
      return {};
    }
    if (line === "GET /user") return { id: "github-actions[bot]" };
    if (line === "GET /repos/o/r/actions/artifacts")
      return {
        artifacts: this.kept
          .map(({ head, at, fork }, index) => ({
            name: `scvmm-plan-${head}`,
            expired: false,
            created_at: at,
            workflow_run: { id: index, head_sha: head, repository_id: 1, head_repository_id: fork ? 2 : 1 },
          }))
          .filter(({ name }) => name === url.searchParams.get("name")),
      };
    if (line === "GET /projects/1/merge_requests/7/pipelines") return this.kept.map(({ head }, id) => ({ id, sha: head })).reverse();
    const pipeline = is(/^GET \/projects\/1\/pipelines\/(\d+)\/jobs$/);
    if (pipeline !== undefined)
      return [
        { id: 99, name: "other", status: "success" },
        { id: Number(pipeline), name: "comment", status: "success" },
        { id: Number(pipeline), name: "plan", status: this.kept[Number(pipeline)]?.failed ? "failed" : "success" },
      ];
    const file = /^GET \/projects\/1\/jobs\/(\d+)\/artifacts\/plan\/([\w.]+)$/.exec(line);
    if (file) return this.kept[Number(file[1])]?.files[file[2] ?? ""];
    return undefined;
  }
}
