/**
 * From measured rules to rules that run: releases, the approvals that let them out, and the
 * registries that clusters fetch them from. Knows the rule language for what a release requires,
 * and no events.
 */
@NullMarked
package dev.creance.release;

import org.jspecify.annotations.NullMarked;
