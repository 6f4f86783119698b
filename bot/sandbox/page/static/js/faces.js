// What stands for a person's picture.

/** The first consonant of a name: vowels that stand before it do not make an initial. */
export const initial = (name) => (/[^\sเแโใไ]/u.exec(name ?? "") ?? [""])[0];
