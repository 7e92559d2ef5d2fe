package io.limpet.system.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** What {@code deploy/kubernetes/base} says, for tests that hold it to its word. */
final class Manifests {
  static final Path FOLDER = ComposeFile.repository().resolve("deploy/kubernetes");

  private final List<Map<String, Object>> all = new ArrayList<>();

  private Manifests() {}

  /** The resources of the kustomization, without its patch. */
  static Manifests read() {
    var manifests = new Manifests();
    for (Object file : list(map(load("base/kustomization.yaml").getFirst()), "resources")) {
      manifests.all.addAll(load("base/" + file));
    }
    return manifests;
  }

  /** The documents of a file. */
  static List<Map<String, Object>> load(String file) {
    try {
      List<Map<String, Object>> documents = new ArrayList<>();
      for (Object document : new Yaml().loadAll(Files.readString(FOLDER.resolve(file)))) {
        documents.add(map(document));
      }
      return documents;
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }

  /** What all jobs have in common. */
  static Map<String, Object> ofEveryJob() {
    return load("base/job-patch.yaml").getFirst();
  }

  List<Map<String, Object>> all() {
    return all;
  }

  List<Map<String, Object>> of(String kind) {
    return all.stream().filter(resource -> kind.equals(resource.get("kind"))).toList();
  }

  /** The name of a resource. */
  static String name(Map<String, Object> resource) {
    return text(resource, "metadata", "name");
  }

  /** Every container, also of what starts before others, wherever it is. */
  static List<Map<String, Object>> containers(Object node) {
    List<Map<String, Object>> found = new ArrayList<>();
    if (node instanceof Map<?, ?> fields) {
      fields.forEach(
          (name, value) -> {
            if ("containers".equals(name) || "initContainers".equals(name)) {
              ((List<?>) value).forEach(container -> found.add(map(container)));
            } else {
              found.addAll(containers(value));
            }
          });
    } else if (node instanceof List<?> values) {
      values.forEach(value -> found.addAll(containers(value)));
    }
    return found;
  }

  /** A value by the names that lead to it. */
  static String text(Map<String, Object> from, String... path) {
    Object value = from;
    for (String name : path) {
      value = map(value).get(name);
    }
    return String.valueOf(value);
  }

  /** A list by its name, empty where there is none. */
  static List<?> list(Map<String, Object> from, String name) {
    return (List<?>) from.getOrDefault(name, List.of());
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
