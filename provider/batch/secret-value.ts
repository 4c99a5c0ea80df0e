import type { Batch, CallValue } from "./call.ts";

/** A text that nothing shows by accident: JSON, logs and inspection hide it. */
export interface HiddenText {
  reveal(): string;
}

/** For a parameter of type String whose text is a secret. It crosses as a SecureString, and is opened for the cmdlet alone. */
export interface SecretText {
  readonly $secret: HiddenText;
}

/** For a parameter that takes a PSCredential; crosses as one. */
export interface SecretCredential {
  readonly $username: string;
  readonly $password: HiddenText;
}

export function isSecretText(value: CallValue): value is SecretText {
  return typeof value === "object" && value !== null && "$secret" in value;
}

export function isSecretCredential(value: CallValue): value is SecretCredential {
  return typeof value === "object" && value !== null && "$password" in value;
}

/** What each secret becomes where a batch crosses a border. */
export interface SecretForms {
  readonly text: (hidden: HiddenText) => unknown;
  readonly credential: (username: string, password: HiddenText) => unknown;
}

/** A copy of a batch with other forms of its secrets, which stand in parameters alone. */
export function withSecretsAs(batch: Batch, forms: SecretForms): readonly object[] {
  return batch.map((call) => {
    if (!("cmdlet" in call)) return call;
    const { parameters, ...rest } = call;
    const converted = Object.entries(parameters).map(([name, value]) => [name, convert(value, forms)]);
    return { ...rest, parameters: Object.fromEntries(converted) };
  });
}

function convert(value: CallValue, forms: SecretForms): unknown {
  if (Array.isArray(value)) return (value as readonly CallValue[]).map((item) => convert(item, forms));
  if (isSecretText(value)) return forms.text(value.$secret);
  if (isSecretCredential(value)) return forms.credential(value.$username, value.$password);
  return typeof value === "object" && value !== null ? { ...value } : value;
}
