package io.limpet.system.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.limpet.core.item.Item;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A catalogue, and what people found good answers to queries in it.
 *
 * @param items the catalogue
 * @param ratings by query and item, 0 useless to 3 exactly that
 */
record JudgedQueries(List<Item> items, Map<String, Map<String, Integer>> ratings) {
  private static final String HEADER = "query,item_id,rating";

  /**
   * Reads both.
   *
   * @param products JSONL, {@code .gz} understood, in Icecat's names: id, title, short_description,
   *     supplier, price in cents, and attr_t_, attr_n_, attr_b_ for attributes that are texts,
   *     numbers and truths
   * @param judgements CSV with the header {@code query,item_id,rating}
   */
  static JudgedQueries read(Path products, Path judgements) {
    try {
      return new JudgedQueries(items(products), ratings(judgements));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedReader reader(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    return new BufferedReader(
        new InputStreamReader(
            file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes,
            StandardCharsets.UTF_8));
  }

  private static List<Item> items(Path file) throws IOException {
    var json = new JsonMapper();
    List<Item> items = new ArrayList<>();
    try (BufferedReader lines = reader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        items.add(item(json.readTree(line)));
      }
    }
    return items;
  }

  private static Item item(JsonNode product) {
    List<String> attributes = new ArrayList<>();
    product
        .properties()
        .forEach(
            entry -> {
              String name = entry.getKey();
              if (name.matches("attr_[tnb]_.*")) {
                attributes.add(
                    name.substring("attr_t_".length()) + "=" + entry.getValue().asText());
              }
            });
    return new Item(
        product.get("id").asText(),
        text(product, "title"),
        text(product, "short_description"),
        List.of(),
        text(product, "supplier"),
        product.path("price").asDouble() / 100,
        "EUR",
        null,
        null,
        attributes);
  }

  private static @Nullable String text(JsonNode product, String name) {
    return product.hasNonNull(name) ? product.get(name).asText() : null;
  }

  private static Map<String, Map<String, Integer>> ratings(Path file) throws IOException {
    Map<String, Map<String, Integer>> ratings = new LinkedHashMap<>();
    try (BufferedReader lines = reader(file)) {
      String header = lines.readLine();
      if (!HEADER.equals(header)) {
        throw new IOException(file + " begins with \"" + header + "\", not with " + HEADER);
      }
      int number = 1;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        int rating = line.lastIndexOf(',');
        int item = line.lastIndexOf(',', rating - 1);
        if (item < 0) {
          throw new IOException(file + ", line " + number + ": not " + HEADER + ": " + line);
        }
        ratings
            .computeIfAbsent(unquoted(line.substring(0, item)), query -> new LinkedHashMap<>())
            .put(
                line.substring(item + 1, rating),
                (int) Double.parseDouble(line.substring(rating + 1)));
      }
    }
    return ratings;
  }

  private static String unquoted(String field) {
    return field.length() >= 2 && field.startsWith("\"") && field.endsWith("\"")
        ? field.substring(1, field.length() - 1).replace("\"\"", "\"")
        : field;
  }
}
