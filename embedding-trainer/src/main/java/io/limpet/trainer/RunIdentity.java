package io.limpet.trainer;

import io.limpet.core.item.Item;
import io.limpet.trainer.read.DataSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a training's result follows from: two runs with equal facts make equal generations.
 *
 * @param data what it learns from
 * @param options how
 */
public record RunIdentity(DataSet data, TrainingRun.Options options) {

  /** By name. */
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("interactions", data.interactions().fingerprint());
    facts.put("items", fingerprintOfItems());
    if (data.vectors().known() > 0) {
      facts.put("item vectors", data.vectors().fingerprint());
    }
    facts.put("model", options.model().name());
    if (options.incremental()) {
      facts.put("warm start from", String.valueOf(options.parent()));
    }
    facts.put("seed", String.valueOf(options.seed()));
    options.model().parameters().forEach((name, value) -> facts.put("setting " + name, value));
    return facts;
  }

  private String fingerprintOfItems() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Item item : data.catalogue()) {
        digest.update(item.toString().getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
