/**
 * What the window shows, as plain values: services make them of what the engine says, view models
 * hold them, views draw them. Texts are ready to be read; nothing here knows the engine or JavaFX.
 */
@NullMarked
package dev.creance.workbench.window.shown;

import org.jspecify.annotations.NullMarked;
