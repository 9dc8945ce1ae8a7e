/** Invented people for the initial state. */
import type { Prospect } from "./State.ts"

const firstNames = (
  "Aino Bela Carla Davor Edda Frida Gustav Hanna Ivo Jutta Kaspar Lena Milan Nora Otto Petra Quentin Runa Stefan Thea " +
  "Ulf Viola Wanda Yves"
).split(" ")
const lastNames = (
  "Abel Brandt Cerny Dahl Eder Forst Grau Hauk Imhof Jahn Kern Lorenz Mohr Nagel Ott Pohl Quast Riedl Sturm Thoma Urban " +
  "Voss Wolff Zander"
).split(" ")
const companies = ["Example Foods", "Example Freight", "Example Timber", "Example Optics", "Example Textiles"]
const cities = ["Graz", "Malmo", "Porto", "Utrecht"]

/** An invented person, always the same for a position. */
export const person = (position: number): Prospect["fields"] => {
  const first = of(firstNames, position)
  const last = of(lastNames, position * 5 + Math.floor(position / 24) * 7)
  return {
    "First Name": first,
    "Last Name": last,
    Email: `${first}.${last}@example.com`.toLowerCase(),
    Company: of(companies, position),
    ...(position % 3 === 0 && { City: of(cities, position) }),
    ...(position % 8 === 0 && { Employees: 20 + position })
  }
}

const of = <A>(list: ReadonlyArray<A>, position: number): A => list[position % list.length]!
