package io.limpet.core.generation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory of generations. A generation appears whole or not at all: it is written beside its
 * place and then renamed, and goes in one step. Safe for many processes; nothing is ever changed in
 * place.
 *
 * <pre>
 * registry/
 *   {generation}/
 *     manifest.json          see {@link Manifest}
 *     items.json             [{"id": "...", "category": "..."}], one a row, in the order of the rows
 *     tensors.safetensors    see {@link Generation} and the encoders for the names
 * </pre>
 */
public final class Registry {
  private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
  private static final String MANIFEST = "manifest.json";
  private static final String ITEMS = "items.json";
  private static final String TENSORS = "tensors.safetensors";

  /** How the name of a folder begins that is being deleted. */
  private static final String GONE = ".gone-";

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private final Path directory;

  public Registry(Path directory) {
    this.directory = directory;
  }

  /** One row of {@code items.json}. */
  public record ItemRow(String id, String category) {}

  /** Whether this may be the id of a generation, and hence the name of a directory. */
  public static boolean isId(String generation) {
    return ID.matcher(generation).matches();
  }

  /** The ids of all generations, sorted. */
  public List<String> list() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(entry -> Files.exists(entry.resolve(MANIFEST)))
          .map(entry -> entry.getFileName().toString())
          .filter(Registry::isId)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("listing " + directory, e);
    }
  }

  /** Whether it is there; says nothing of whether it is whole. */
  public boolean contains(String generation) {
    return isId(generation) && Files.exists(directory.resolve(generation).resolve(MANIFEST));
  }

  /**
   * What a generation says of itself, without checking its other files.
   *
   * @throws GenerationException when it is missing, damaged or of a newer format
   */
  public Manifest manifest(String generation) {
    if (!isId(generation)) {
      throw new GenerationException("\"" + generation + "\" cannot be the id of a generation");
    }
    return readManifest(directory.resolve(generation));
  }

  /**
   * Opens a generation after checking every file against the manifest.
   *
   * @throws GenerationException when it is missing, damaged or of a newer format
   */
  public Generation open(String generation) {
    if (!isId(generation)) {
      throw new GenerationException("\"" + generation + "\" cannot be the id of a generation");
    }
    Generation opened = open(directory.resolve(generation));
    if (!opened.id().equals(generation)) {
      throw new GenerationException(
          "generation %s in %s calls itself %s; give the folder its own name back"
              .formatted(generation, directory, opened.id()));
    }
    return opened;
  }

  /** Opens the generation in this directory. */
  public static Generation open(Path directory) {
    Manifest manifest = readManifest(directory);
    try {
      for (String name : List.of(ITEMS, TENSORS)) {
        check(directory, entry(directory, manifest, name));
      }
      List<ItemRow> rows =
          JSON.readValue(directory.resolve(ITEMS).toFile(), new TypeReference<List<ItemRow>>() {});
      Tensors tensors = Safetensors.map(directory.resolve(TENSORS));
      Tensor vectors = tensors.get(Generation.ITEM_VECTORS);
      ItemTable items =
          new ItemTable(
              rows.stream().map(ItemRow::id).toList(),
              rows.stream().map(ItemRow::category).toList(),
              vectors,
              tensors.find(Generation.ITEM_INPUTS).orElse(vectors));
      return new Generation(directory, manifest, items, tensors);
    } catch (GenerationException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Whatever a file holds against its checksum's word: missing values, shapes that do not fit.
      throw new GenerationException("generation in " + directory + " cannot be read: " + e, e);
    }
  }

  /**
   * Reads what a generation says of itself, without checking its other files.
   *
   * @throws GenerationException when it is missing, damaged or of a newer format
   */
  public static Manifest readManifest(Path directory) {
    try {
      Manifest manifest = JSON.readValue(directory.resolve(MANIFEST).toFile(), Manifest.class);
      if (manifest == null || manifest.generation() == null || manifest.files() == null) {
        throw new GenerationException(
            directory.resolve(MANIFEST) + " is damaged: it names no generation or no files");
      }
      if (manifest.format() > Manifest.FORMAT) {
        throw new GenerationException(
            "generation in %s has format %d, this release reads up to %d; upgrade Limpet"
                .formatted(directory, manifest.format(), Manifest.FORMAT));
      }
      return manifest;
    } catch (JsonProcessingException e) {
      throw new GenerationException(directory.resolve(MANIFEST) + " is damaged", e);
    } catch (IOException e) {
      throw new GenerationException(
          "there is no generation in " + directory + "; `limpet models list` shows which there are",
          e);
    }
  }

  /**
   * Writes a generation; the manifest's list of files is filled in here.
   *
   * @throws GenerationException when there is one of this id already, or a tensor holds a number
   *     that is not finite; nothing is left behind
   */
  public Generation write(Manifest manifest, List<ItemRow> rows, Map<String, Tensor> tensors) {
    if (!isId(manifest.generation())) {
      throw new GenerationException("\"" + manifest.generation() + "\" cannot be an id");
    }
    Path target = directory.resolve(manifest.generation());
    if (Files.exists(target)) {
      throw new GenerationException("generation " + target + " exists already; choose another id");
    }
    tensors.forEach(Registry::requireFinite);
    // Not a temporary directory of Java's making: those are closed to other users.
    Path draft = directory.resolve(".draft-" + UUID.randomUUID());
    try {
      Files.createDirectories(draft);
      Safetensors.write(draft.resolve(TENSORS), tensors);
      Files.write(draft.resolve(ITEMS), JSON.writeValueAsBytes(rows));
      List<Manifest.FileEntry> files = new ArrayList<>();
      for (String name : List.of(ITEMS, TENSORS)) {
        Path file = draft.resolve(name);
        files.add(new Manifest.FileEntry(name, Files.size(file), sha256(file)));
      }
      Files.write(draft.resolve(MANIFEST), JSON.writeValueAsBytes(manifest.withFiles(files)));
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      discard(draft);
      throw new UncheckedIOException("writing generation " + target + ": " + e.getMessage(), e);
    }
    return open(target);
  }

  private static void requireFinite(String name, Tensor tensor) {
    FloatBuffer data = tensor.data();
    for (int i = 0; i < data.limit(); i++) {
      if (!Float.isFinite(data.get(i))) {
        throw new GenerationException(
            "tensor %s holds %s at %d; the training went astray".formatted(name, data.get(i), i));
      }
    }
  }

  /**
   * Deletes a generation. It goes in one step, and who has it open goes on with it.
   *
   * @throws GenerationException when there is none of this id
   */
  public void delete(String generation) {
    if (!contains(generation)) {
      throw new GenerationException(
          "there is no generation \"%s\" in %s; there are %s"
              .formatted(generation, directory, list()));
    }
    try {
      Files.move(
          directory.resolve(generation),
          directory.resolve(GONE + UUID.randomUUID()),
          StandardCopyOption.ATOMIC_MOVE);
      // This one, and what is left of one whose deleting was cut short.
      try (DirectoryStream<Path> gone = Files.newDirectoryStream(directory, GONE + "*")) {
        gone.forEach(Registry::discard);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "deleting generation %s of %s: %s".formatted(generation, directory, e.getMessage()), e);
    }
  }

  /** Removes a folder that is of no use, if it is there. */
  private static void discard(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("{} is of no use and could not be removed", folder, e);
    }
  }

  private static Manifest.FileEntry entry(Path directory, Manifest manifest, String name) {
    return manifest.files().stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new GenerationException(
                    directory.resolve(MANIFEST) + " is damaged: it has no checksum of " + name));
  }

  private static void check(Path directory, Manifest.FileEntry entry) {
    Path file = directory.resolve(entry.name());
    try {
      if (Files.size(file) != entry.bytes() || !sha256(file).equals(entry.sha256())) {
        throw new GenerationException(
            file + " is damaged: its checksum is not that of the manifest; train or copy it anew");
      }
    } catch (NoSuchFileException e) {
      throw new GenerationException(file + " is missing; train or copy the generation anew", e);
    } catch (IOException e) {
      throw new GenerationException(file + " cannot be read: " + e, e);
    }
  }

  static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
