package dev.creance.tuning.propose;

/** What a field of a hit speaks of; an exception that holds on to several is narrow. */
enum Aspect {
  /** Who did it. */
  ACTOR,
  /** Who made the actor do it. */
  ORIGIN,
  /** To what. */
  OBJECT,
  /** Where. */
  SCOPE
}
