/** What tests ask of container runtimes. */
@NullMarked
package dev.creance.recorder.container;

import org.jspecify.annotations.NullMarked;
