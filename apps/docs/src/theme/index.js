// Without the fonts of the theme: the system's are there at once, and nothing has to be loaded for them.
import Theme from "vitepress/theme-without-fonts"
// oxlint-disable-next-line import/no-unassigned-import -- styles have nothing to assign
import "./style.css"

export default Theme
