import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { call, file, ref } from "../../provider/batch/build.ts";
import { withSecretsAs } from "../../provider/batch/secret-value.ts";
import { Secret } from "../../provider/model/secret.ts";

const batch = [
  file("seed", "seed.iso", Buffer.from("x")),
  call("config", "New-SCVMConfiguration", { VMTemplate: ref("template"), AvailabilitySetNames: ["a"] }),
  call("create", "New-SCVirtualMachine", {
    Name: "web",
    VMConfiguration: ref("config"),
    ProductKey: { $secret: new Secret("k3y") },
    LocalAdministratorCredential: { $username: "root", $password: new Secret("pa55") },
  }),
];

describe("secrets of a batch", () => {
  it("take the form of where they go, and nothing else changes", () => {
    const sent = withSecretsAs(batch, {
      text: (hidden) => `<${hidden.reveal()}>`,
      credential: (username, password) => [username, password.reveal()],
    });
    expect(sent.slice(0, 2)).toEqual(batch.slice(0, 2));
    expect(sent[2]).toMatchObject({
      id: "create",
      parameters: { Name: "web", VMConfiguration: { $ref: "config" }, ProductKey: "<k3y>", LocalAdministratorCredential: ["root", "pa55"] },
    });
  });

  it("are shown by nothing", () => {
    for (const text of [JSON.stringify(batch), inspect(batch, { depth: 9 }), `${batch[2]}`]) expect(text).not.toMatch(/k3y|pa55/);
  });

  it("compile as such alone", () => {
    // @ts-expect-error a product key in the open
    call("a", "New-SCVirtualMachine", { Name: "web", ProductKey: "AAAAA" });
    // @ts-expect-error a credential is no object of an earlier call
    call("a", "New-SCVirtualMachine", { Name: "web", LocalAdministratorCredential: ref("b") });
  });
});
