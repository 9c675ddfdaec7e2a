/**
 * What the window knows, as observable values: view models. They ask services for work and take the
 * answers on the user interface's thread, which is given to them as an executor; so tests run them
 * without a toolkit. Of JavaFX only beans and collections are used here.
 */
@NullMarked
package dev.creance.workbench.window.model;

import org.jspecify.annotations.NullMarked;
