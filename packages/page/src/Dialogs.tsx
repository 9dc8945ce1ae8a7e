/** Modal dialogs: details to read, and questions to answer. */
import type { ComponentChildren } from "preact"
import { useLayoutEffect, useRef, useState } from "preact/hooks"

/** Opens the dialog at once, so that it gets the next key; when it closes, the focus returns to where it was. */
const useModal = () => {
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    dialog.current?.showModal()
  }, [])
  return dialog
}

export interface Details {
  readonly title: string
  readonly content: ComponentChildren
}

const Detail = ({ content, onClose, title }: Details & { readonly onClose: () => void }) => {
  const dialog = useModal()
  return (
    <dialog
      ref={dialog}
      id="detail"
      aria-labelledby="detail-title"
      onClose={onClose}
      onClick={({ currentTarget, target }) => target === currentTarget && currentTarget.close()}
    >
      <header>
        <h2 id="detail-title">{title}</h2>
        <button aria-label="Close" onClick={() => dialog.current?.close()}>
          ✕
        </button>
      </header>
      <div>{content}</div>
    </dialog>
  )
}

export interface Question {
  readonly title: string
  readonly text: string
  /** The label of the button that confirms. */
  readonly yes: string
  readonly go: () => unknown
}

const Confirm = ({ go, onClose, text, title, yes }: Question & { readonly onClose: () => void }) => {
  const dialog = useModal()
  return (
    <dialog
      ref={dialog}
      id="confirm"
      aria-labelledby="confirm-title"
      aria-describedby="confirm-text"
      onClose={({ currentTarget }) => {
        onClose()
        if (currentTarget.returnValue === "yes") go()
      }}
    >
      <form method="dialog">
        <h2 id="confirm-title">{title}</h2>
        <p id="confirm-text">{text}</p>
        <div class="row">
          <button value="no">Cancel</button>
          <button value="yes" class="danger">
            {yes}
          </button>
        </div>
      </form>
    </dialog>
  )
}

/** Shows details and asks questions. Put `dialogs` into the page. */
export const useDialogs = () => {
  const [details, show] = useState<Details>()
  const [question, ask] = useState<Question>()
  const dialogs = (
    <>
      {details === undefined ? null : <Detail {...details} onClose={() => show(undefined)} />}
      {question === undefined ? null : <Confirm {...question} onClose={() => ask(undefined)} />}
    </>
  )
  return { show, ask, dialogs }
}
