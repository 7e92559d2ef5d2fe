package io.limpet.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.generation.Registry;
import io.limpet.standalone.FailedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Deletes generations that nobody needs any more. What is needed the service knows; the files are
 * deleted here, since a service need not be able to write where they are.
 */
public final class Pruning {
  private static final String MODELS = "/v1/models";
  private static final Comparator<JsonNode> OLDEST_FIRST =
      Comparator.<JsonNode, String>comparing(model -> model.path("created_at").asText())
          .thenComparing(Pruning::id);

  private final ServiceClient service;
  private final Registry registry;

  public Pruning(ServiceClient service, Registry registry) {
    this.service = service;
    this.registry = registry;
  }

  /**
   * The generations that may go, the oldest first: neither among the youngest nor needed. What is
   * damaged stays as well: it says nothing of its age, and may be about to be mended.
   *
   * @param keep how many of the youngest stay, 1 or more
   */
  public List<String> superfluous(int keep) {
    List<JsonNode> known = new ArrayList<>();
    for (JsonNode model : models()) {
      if (model.hasNonNull("created_at") && registry.contains(id(model))) {
        known.add(model);
      }
    }
    known.sort(OLDEST_FIRST);
    return known.subList(0, Math.max(0, known.size() - keep)).stream()
        .filter(model -> !isNeeded(model))
        .map(Pruning::id)
        .toList();
  }

  /** Deletes generations, and has the service forget what was decided of all that are gone. */
  public void delete(List<String> generations) {
    generations.forEach(registry::delete);
    for (JsonNode model : models()) {
      if (model.path("state").asText().equals("missing") && !isNeeded(model)) {
        service.delete(MODELS + "/" + ServiceClient.segment(id(model)));
      }
    }
  }

  private JsonNode models() {
    ServiceClient.Answer answer = service.get(MODELS);
    if (!answer.isSuccess()) {
      throw new FailedException(answer.detail());
    }
    return answer.body().path("generations");
  }

  /** A service that does not say needs all. */
  private static boolean isNeeded(JsonNode model) {
    return model.path("needed").asBoolean(true);
  }

  private static String id(JsonNode model) {
    return model.path("generation").asText();
  }
}
