/** What a parent and its child say to each other, and how an error crosses: as data, made an error again on the other side. */
import { type Diagnostic, type Place, UserError } from "../diagnostic.js"
import { Source, type Span } from "../text.js"

export type ToChild =
  | { readonly type: "job"; readonly module: string; readonly job: unknown }
  | { readonly type: "abort" }

export interface Failure {
  readonly type: "failed"
  readonly name: string
  readonly message: string
  readonly stack: string
  readonly diagnostics?: readonly SentDiagnostic[]
}

export type FromChild =
  | { readonly type: "message"; readonly message: unknown }
  | { readonly type: "done"; readonly value: unknown }
  | Failure

interface SentPlace {
  readonly path: string
  readonly text: string
  readonly span: Span
}

type SentDiagnostic = Omit<Diagnostic, "place" | "notes"> & {
  readonly place?: SentPlace
  readonly notes: readonly { readonly message: string; readonly place: SentPlace }[]
}

const sentPlace = ({ source, span }: Place): SentPlace => ({ path: source.path, text: source.text, span })
const place = ({ path, text, span }: SentPlace): Place => ({ source: new Source(path, text), span })

export function failure(error: unknown): Failure {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
  const base = { type: "failed", name, message, stack: stack ?? message } as const
  if (!(error instanceof UserError)) return base
  const diagnostics = error.diagnostics.map(({ place, notes, ...rest }) => ({
    ...rest,
    notes: notes.map((note) => ({ message: note.message, place: sentPlace(note.place) })),
    ...(place && { place: sentPlace(place) }),
  }))
  return { ...base, diagnostics }
}

export function revived({ name, message, stack, diagnostics }: Failure): Error {
  if (diagnostics) {
    return new UserError(
      diagnostics.map(({ place: sent, notes, ...rest }) => ({
        ...rest,
        notes: notes.map((note) => ({ message: note.message, place: place(note.place) })),
        ...(sent && { place: place(sent) }),
      })),
    )
  }
  const error = new Error(message)
  error.name = name
  error.stack = stack
  return error
}
