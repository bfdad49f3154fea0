/** Representations of one value by MIME type; a front end shows the richest that it knows. */
export type MimeBundle = Readonly<Record<string, unknown>> & { readonly "text/plain": string };

/** A MIME bundle with the metadata of its entries, such as the size of a picture. */
export interface DisplayData {
  readonly data: MimeBundle;
  readonly metadata: Readonly<Record<string, unknown>>;
}
