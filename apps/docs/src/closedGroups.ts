/**
 * Leaves the links of a menu's closed groups out of the page. VitePress only hides them, although they are half of each
 * page's bytes.
 */
const [hidden, absent] = ['<template v-if="depth < 5">', '<template v-if="!collapsed">']

export const closedGroups = {
  name: "closed-groups",
  // Before the component is compiled.
  enforce: "pre",
  transform: (source: string, id: string): string | undefined => {
    if (!id.endsWith("/VPSidebarItem.vue")) return undefined
    if (!source.includes(hidden)) throw new Error("VitePress's menu is another one than that for which this was made")
    return source.replace(hidden, absent)
  }
} as const
