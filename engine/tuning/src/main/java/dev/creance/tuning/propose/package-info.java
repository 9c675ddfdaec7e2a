/**
 * The few best exceptions for a noisy rule: mined from the fields of its hits, judged by what they
 * remove, lose and leave open, written as overlays that Falco loads, and measured before they are
 * offered.
 */
@NullMarked
package dev.creance.tuning.propose;

import org.jspecify.annotations.NullMarked;
