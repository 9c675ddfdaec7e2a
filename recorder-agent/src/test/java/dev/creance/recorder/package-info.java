/** Tests, most of which need root and a kernel that can be recorded. */
@NullMarked
package dev.creance.recorder;

import org.jspecify.annotations.NullMarked;
