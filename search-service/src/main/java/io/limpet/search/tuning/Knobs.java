package io.limpet.search.tuning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.limpet.core.tuning.Knob;
import io.limpet.core.tuning.Tuning;
import io.limpet.search.surface.SetupException;
import java.util.ArrayList;
import java.util.List;

/** What the knobs of a tuning are in the document of its surface. */
final class Knobs {
  private Knobs() {}

  /**
   * Where the knobs stand.
   *
   * @throws SetupException when one is not there, or not a number
   */
  static List<Double> places(Tuning tuning, JsonNode surface) {
    List<Double> places = new ArrayList<>();
    for (Knob knob : tuning.knobs()) {
      JsonNode value = surface.at(knob.path());
      if (!value.isNumber()) {
        throw new SetupException(
            "knobs",
            "path \"%s\" is no number of surface \"%s\", which has %s; give one that it says"
                .formatted(knob.path(), tuning.surface(), surface));
      }
      places.add(knob.place(value.asDouble()));
    }
    return places;
  }

  /** The JSON merge patch that puts the knobs there. */
  static ObjectNode patch(Tuning tuning, List<Double> places) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < places.size(); i++) {
      Knob knob = tuning.knobs().get(i);
      String[] steps = knob.path().substring(1).split("/");
      ObjectNode at = patch;
      for (int s = 0; s < steps.length - 1; s++) {
        at = at.withObjectProperty(name(steps[s]));
      }
      double value = knob.value(places.get(i));
      if (knob.whole()) {
        at.put(name(steps[steps.length - 1]), (int) value);
      } else {
        at.put(name(steps[steps.length - 1]), value);
      }
    }
    return patch;
  }

  private static String name(String step) {
    return step.replace("~1", "/").replace("~0", "~");
  }
}
