/**
 * Rollout plans: YAML files that say through which clusters a release goes and what its gates ask
 * for. Their published form is {@code rollout-plan.schema.json} beside this package.
 */
@NullMarked
package dev.creance.rollout.plan;

import org.jspecify.annotations.NullMarked;
