/**
 * A segment: some millions of consecutive events of one capture, in columns, with everything that
 * the fields of rules can ask of them.
 *
 * <p>Sections of a segment file ({@link dev.creance.corpus.format} has the columns' encodings):
 *
 * <pre>
 * meta            JSON: capture, provenance, first and last event, counts
 * machine         the part of the head that holds for the machine as a whole, JSON
 * head            the capture's head as this segment needs it (interfaces, users, machine), JSON
 * texts           strings: all texts of contexts
 * processes       rows of {@link ProcessRow#LENGTH} bytes, transposed: one per distinct process context
 * descriptors     rows of {@link DescriptorRow#LENGTH} bytes, transposed: one per distinct descriptor
 * class/K         for each context of kind K (process, descriptor) its class
 * class/K/F       for each class the number of the value of field F in class/K/F.values
 * lists           strings: lists of descriptor codes (u32 each), of FDLIST parameters
 * time/B          block B of the timestamps of all events, in event order
 * p/C/number      per event type C: event numbers (differences), less the segment's first
 * p/C/process     numbers of process contexts + 1; 0 = the event has no thread
 * p/C/descriptor  numbers of descriptors + 1; 0 = none
 * p/C/fd          numbers in p/C/fd.values of the last descriptor number
 * p/C/cpu         processor
 * p/C/K           numbers in p/C/K.values of parameter K: 0 = the event does not carry it
 * p/C/K.text      numbers in p/C/K.text.values of what evt.arg says of a path parameter
 * p/C/K.ref       what the parameter refers to (descriptor, process, user, group), + 1
 * </pre>
 *
 * A partition named {@code pC} holds the events of type C that rules see, {@code hC} those that
 * only change the state.
 */
@NullMarked
package dev.creance.corpus.segment;

import org.jspecify.annotations.NullMarked;
