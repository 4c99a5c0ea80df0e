/** What a request gets: the action of the reply and its body. */
export interface Answer {
  readonly action: string;
  readonly body: string;
}
