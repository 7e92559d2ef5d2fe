package io.limpet.standalone.simulate;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.limpet.core.metric.Proportions.Ranged;
import io.limpet.standalone.FailedException;
import io.limpet.standalone.simulate.Outcome.OfArm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An outcome as {@code simulation.json} and {@code simulation.csv}; both say that it is simulated.
 */
public final class OutcomeFiles {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final String COLUMNS =
      "simulated,seed,days,arm,shoppers,returned,retained,buyers,visits,pages,clicks,pieces,spent,"
          + "retention_30,retention_30_low,retention_30_high,conversion,conversion_low,conversion_high";

  private OutcomeFiles() {}

  /** Writes both into a folder, which is made. */
  public static void write(Outcome outcome, Path folder) {
    try {
      Files.createDirectories(folder);
      JSON.writeValue(folder.resolve("simulation.json").toFile(), json(outcome));
      Files.write(folder.resolve("simulation.csv"), csv(outcome));
    } catch (IOException e) {
      throw new FailedException("writing to " + folder + ": " + e.getMessage(), e);
    }
  }

  static ObjectNode json(Outcome outcome) {
    ObjectNode all =
        JSON.createObjectNode()
            .put("simulated", true)
            .put("seed", outcome.seed())
            .put("days", outcome.days());
    OfArm first = outcome.arms().getFirst();
    var arms = all.putArray("arms");
    for (OfArm arm : outcome.arms()) {
      ObjectNode node =
          arms.addObject()
              .put("arm", arm.arm())
              .put("shoppers", arm.shoppers())
              .put("returned", arm.returned())
              .put("retained", arm.retained())
              .put("buyers", arm.buyers())
              .put("visits", arm.visits())
              .put("pages", arm.pages())
              .put("clicks", arm.clicks())
              .put("pieces", arm.pieces())
              .put("spent", arm.spent());
      var served = node.putArray("served_by_shelf");
      arm.meanServed().forEach(mean -> served.add(mean.isNaN() ? null : mean));
      if (arm.shoppers() > 0) {
        put(node, "retention_30", arm.retention());
        put(node, "conversion", arm.conversion());
      }
      if (!arm.equals(first) && arm.shoppers() > 0 && first.shoppers() > 0) {
        put(node, "retention_30_gain", outcome.retentionGain(arm));
        put(node, "conversion_gain", outcome.conversionGain(arm));
      }
    }
    return all;
  }

  private static void put(ObjectNode node, String name, Ranged figure) {
    node.putObject(name)
        .put("value", figure.value())
        .put("low", figure.low())
        .put("high", figure.high());
  }

  static List<String> csv(Outcome outcome) {
    var lines = new ArrayList<String>();
    lines.add(COLUMNS);
    for (OfArm arm : outcome.arms()) {
      if (arm.shoppers() > 0) {
        lines.add(
            String.format(
                Locale.ROOT,
                "true,%d,%d,%s,%d,%d,%d,%d,%d,%d,%d,%d,%.2f,%s,%s",
                outcome.seed(),
                outcome.days(),
                arm.arm(),
                arm.shoppers(),
                arm.returned(),
                arm.retained(),
                arm.buyers(),
                arm.visits(),
                arm.pages(),
                arm.clicks(),
                arm.pieces(),
                arm.spent(),
                columns(arm.retention()),
                columns(arm.conversion())));
      }
    }
    return lines;
  }

  private static String columns(Ranged figure) {
    return String.format(
        Locale.ROOT, "%.4f,%.4f,%.4f", figure.value(), figure.low(), figure.high());
  }
}
