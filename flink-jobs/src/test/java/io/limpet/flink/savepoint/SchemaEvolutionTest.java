package io.limpet.flink.savepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * State that one release wrote, read by the next, whose class of the same name has a field more.
 * Both releases are compiled here and are apart in class loaders: what holds for this state holds
 * for all state that is kept in these two ways.
 */
class SchemaEvolutionTest {
  private static final String RECORD =
      "package kept; public record Kept(String name, long count%s) {}";

  /** As the serializers of Limpet do it: the first byte is the format, each release reads all. */
  private static final String SERIALIZER =
      """
      package kept;
      import io.limpet.flink.wire.ImmutableSerializer;
      import java.io.IOException;
      import org.apache.flink.api.common.typeutils.*;
      import org.apache.flink.core.memory.*;
      public final class KeptSerializer extends ImmutableSerializer<Kept> {
        private static final int FORMAT = %d;
        @Override public void serialize(Kept kept, DataOutputView out) throws IOException {
          out.writeByte(FORMAT);
          out.writeUTF(kept.name());
          out.writeLong(kept.count());
          %s
        }
        @Override public Kept deserialize(DataInputView in) throws IOException {
          int format = in.readUnsignedByte();
          if (format > FORMAT) {
            throw new IOException("kept in format " + format + ", this release reads up to " + FORMAT);
          }
          return new Kept(in.readUTF(), in.readLong()%s);
        }
        @Override public TypeSerializerSnapshot<Kept> snapshotConfiguration() {
          return new Snapshot();
        }
        public static final class Snapshot extends SimpleTypeSerializerSnapshot<Kept> {
          public Snapshot() {
            super(KeptSerializer::new);
          }
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void aRecordMayGainAField() throws Exception {
    try (URLClassLoader before = first();
        URLClassLoader after = second()) {
      byte[] state = write(ofRecord(before), kept(before, "ann", 7L));
      TypeSerializer<Object> now = ofRecord(after);
      assertThat(readAfter(after, now, state)).hasToString("Kept[name=ann, count=7, more=0]");
    }
  }

  @Test
  void aSerializerOfOursMayGainAField() throws Exception {
    try (URLClassLoader before = first();
        URLClassLoader after = second()) {
      byte[] state = write(ofOurs(before), kept(before, "ann", 7L));
      TypeSerializer<Object> now = ofOurs(after);
      assertThat(readAfter(after, now, state)).hasToString("Kept[name=ann, count=7, more=-1]");

      // And what it writes itself comes back whole.
      byte[] next = write(now, kept(after, "bob", 8L, 9));
      assertThat(readAfter(after, now, next)).hasToString("Kept[name=bob, count=8, more=9]");
      assertThatThrownBy(() -> readAfter(before, ofOurs(before), next))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("format 2");
    }
  }

  private URLClassLoader first() throws IOException {
    return release("first", RECORD.formatted(""), SERIALIZER.formatted(1, "", ""));
  }

  private URLClassLoader second() throws IOException {
    return release(
        "second",
        RECORD.formatted(", int more"),
        SERIALIZER.formatted(2, "out.writeInt(kept.more());", ", format == 1 ? -1 : in.readInt()"));
  }

  private URLClassLoader release(String name, String record, String serializer) throws IOException {
    Path sources = Files.createDirectories(folder.resolve(name).resolve("kept"));
    Path kept = Files.writeString(sources.resolve("Kept.java"), record);
    Path keptBy = Files.writeString(sources.resolve("KeptSerializer.java"), serializer);
    int failures =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.resolve(name).toString(),
                kept.toString(),
                keptBy.toString());
    assertThat(failures).as("compiling " + name).isZero();
    return new URLClassLoader(
        new URL[] {folder.resolve(name).toUri().toURL()}, getClass().getClassLoader());
  }

  private static Object kept(ClassLoader release, Object... fields) throws Exception {
    return release.loadClass("kept.Kept").getConstructors()[0].newInstance(fields);
  }

  @SuppressWarnings("unchecked") // of a class that this class does not see
  private static TypeSerializer<Object> ofRecord(ClassLoader release) throws Exception {
    return (TypeSerializer<Object>)
        Types.POJO(release.loadClass("kept.Kept")).createSerializer(new SerializerConfigImpl());
  }

  @SuppressWarnings("unchecked") // of a class that this class does not see
  private static TypeSerializer<Object> ofOurs(ClassLoader release) throws Exception {
    return (TypeSerializer<Object>)
        release.loadClass("kept.KeptSerializer").getConstructor().newInstance();
  }

  /** What a savepoint holds of a state: what wrote it, and the value. */
  private static byte[] write(TypeSerializer<Object> serializer, Object value) throws IOException {
    var out = new DataOutputSerializer(128);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
    serializer.serialize(value, out);
    return out.getCopyOfBuffer();
  }

  /** Reads the state of a savepoint as Flink does: migrated first where that is needed. */
  private static Object readAfter(ClassLoader release, TypeSerializer<Object> now, byte[] state)
      throws IOException {
    var in = new DataInputDeserializer(state);
    TypeSerializerSnapshot<Object> old = TypeSerializerSnapshot.readVersionedSnapshot(in, release);
    TypeSerializerSchemaCompatibility<Object> fit =
        now.snapshotConfiguration().resolveSchemaCompatibility(old);
    assertThat(fit.isIncompatible()).isFalse();
    if (fit.isCompatibleAsIs()) {
      return now.deserialize(in);
    }
    assertThat(fit.isCompatibleAfterMigration()).isTrue();
    var migrated = new DataOutputSerializer(128);
    now.serialize(old.restoreSerializer().deserialize(in), migrated);
    return now.deserialize(new DataInputDeserializer(migrated.getCopyOfBuffer()));
  }
}
