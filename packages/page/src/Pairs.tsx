/** Names with their values. */
import { Fragment } from "preact"

interface PairsProps {
  readonly of: ReadonlyArray<readonly [name: string, value: string | number]>
}

export const Pairs = ({ of }: PairsProps) => (
  <dl>
    {of.map(([name, value]) => (
      <Fragment key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </Fragment>
    ))}
  </dl>
)
