package dev.creance.workbench.window.shown;

import java.util.List;

/**
 * Everywhere a name is written.
 *
 * @param kind for example {@code macro}
 * @param places definitions and changes first, in the order of loading
 */
public record NamePlaces(String kind, String name, List<NamePlace> places) {
  /** Nothing has a name there. */
  public static final NamePlaces NONE = new NamePlaces("", "", List.of());

  public NamePlaces {
    places = List.copyOf(places);
  }

  /** Where it is defined and changed. */
  public List<NamePlace> definitions() {
    return places.stream().filter(place -> !place.role().equals("used")).toList();
  }
}
