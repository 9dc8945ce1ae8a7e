/** A member's status: a bit field, written as the names of its bits ("GetContact (by memberId)"). */
import type { Member } from "./State.ts"

export const pending = 1
export const invitationSent = 2
export const connected = 4
export const disconnected = 8
export const imported = 32
export const withdrawn = 64
export const error = 1024
export const duplicate = 2048

const names: ReadonlyArray<readonly [number, string]> = [
  [pending, "MEMBER_PENDING"],
  [invitationSent, "MEMBER_INVITATION_SENT"],
  [connected, "MEMBER_CONNECTED"],
  [disconnected, "MEMBER_DISCONNECTED"],
  [16, "MEMBER_DELETED"],
  [imported, "MEMBER_IMPORTED"],
  [withdrawn, "MEMBER_INVITATION_WITHDRAWN"],
  [error, "MEMBER_ERROR"],
  [duplicate, "MEMBER_DUPLICATE"]
]

/** As the API reference's sample writes it: "MEMBER_PENDING, MEMBER_ERROR". */
export const text = (status: number): string =>
  names
    .filter(([bit]) => (status & bit) !== 0)
    .map(([, name]) => name)
    .join(", ") || "MEMBER_NOT_SET"

export const has = ({ Status }: Member, bit: number): boolean => (Status & bit) !== 0

/**
 * Moves a member to another status. Only MEMBER_ERROR and MEMBER_DUPLICATE are combined with another bit. A success
 * clears an error.
 */
export const move = (member: Member, bit: number): void => {
  member.Status = (member.Status & duplicate) | bit
}

/** Whether the member's campaign will still invite it. */
export const waits = (member: Member): boolean =>
  (has(member, pending) || has(member, imported)) && !has(member, error) && !has(member, duplicate)
