package io.limpet.system.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a model achieved in its process.
 *
 * @param chosen settings that a rival chose on validation, empty for Limpet's own
 * @param learnedFrom fingerprint of the interactions that the model learned from for the test
 * @param users who were asked
 * @param trainingSeconds to learn once, with what was chosen, for the test
 * @param choosingSeconds to choose on validation before, with everything that was tried
 * @param looks at validation on the way, in order
 */
record RivalResult(
    String model,
    String chosen,
    String protocol,
    String learnedFrom,
    int users,
    double validationNdcg,
    double ndcg,
    String ndcgInterval,
    double recall,
    String recallInterval,
    double trainingSeconds,
    double choosingSeconds,
    List<Look> looks,
    ProcessMeter.Usage usage) {

  /** NDCG@10 on validation after so many seconds of learning. */
  record Look(double seconds, double score) {}

  static RivalResult of(JsonNode json, ProcessMeter.Usage usage) {
    List<Look> looks = new ArrayList<>();
    for (JsonNode look : json.path("looks")) {
      looks.add(new Look(look.path("seconds").asDouble(), look.path("score").asDouble()));
    }
    return new RivalResult(
        json.path("model").asText(),
        json.path("chosen").asText(),
        json.path("protocol").asText(),
        json.path("learned_from").asText(),
        json.path("users").asInt(),
        json.path("validation_ndcg@10").asDouble(),
        json.path("ndcg@10").asDouble(),
        json.path("ndcg@10_interval").asText(),
        json.path("recall@10").asDouble(),
        json.path("recall@10_interval").asText(),
        json.path("training_seconds").asDouble(),
        json.path("choosing_seconds").asDouble(),
        looks,
        usage);
  }

  /** Whether it is of another library. */
  boolean isRival() {
    return !chosen.isEmpty();
  }

  /** When a look first said this or more. */
  OptionalDouble secondsTo(double score) {
    return looks.stream()
        .filter(look -> look.score >= score)
        .mapToDouble(Look::seconds)
        .findFirst();
  }

  /**
   * Holds that all learned from the same and were asked as many questions.
   *
   * @throws IllegalStateException when two did not
   */
  static void requireOneSplit(List<RivalResult> results) {
    RivalResult first = results.getFirst();
    for (RivalResult other : results) {
      if (!other.learnedFrom.equals(first.learnedFrom) || other.users != first.users) {
        throw new IllegalStateException(
            "%s and %s had different splits, so they cannot be compared"
                .formatted(first.model, other.model));
      }
    }
  }
}
