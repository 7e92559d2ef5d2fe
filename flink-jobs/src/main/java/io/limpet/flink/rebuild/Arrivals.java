package io.limpet.flink.rebuild;

import io.limpet.core.codec.Codec;
import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.identity.HandOver;
import io.limpet.core.topic.Topics;
import io.limpet.lake.row.LakeRow;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.types.Either;

/**
 * What visitors did, on disk in parts that each fit into memory, a visitor in one part: so a lake
 * of any size is put into the order that the jobs need, each visitor's deeds as they reached Kafka.
 * Devices and users are in parts of their own. For one thread.
 */
final class Arrivals implements Closeable {
  /** Events of a part, on average. */
  static final int PART = 30_000;

  private static final int MOST_PARTS = 400;
  private static final int BUFFER = 1 << 13;

  /** Orders events of one millisecond that have no origin. */
  private static final int SAME_MILLIS_BITS = 20;

  private final Path folder;
  private final Map<Path, DataOutputStream> parts = new HashMap<>();
  private final Codec<CleanEvent> events = Topics.EVENTS_CLEAN.codec();
  private final Codec<HandOver> handOvers = Topics.IDENTITIES.codec();
  private final int count;
  private long sequence;

  /**
   * @param expected events; decides on the number of parts
   */
  Arrivals(Path folder, long expected) {
    this.folder = folder;
    this.count = (int) Math.clamp(expected / PART, 1, MOST_PARTS);
  }

  /** Adds an event, in any order but for those without an origin: the times of those decide. */
  void add(CleanEvent event) throws IOException {
    CleanEvent known = event.originPartition() == LakeRow.UNKNOWN ? withOrigin(event) : event;
    write(known.event().visitor(), true, events.encode(known));
  }

  /** Adds what a device hands over, to be taken in when the event that caused it came. */
  void add(HandOver handOver) throws IOException {
    write(handOver.user(), false, handOvers.encode(handOver));
  }

  /** A partition that Kafka does not have, in which offsets rise with the time of arrival. */
  private CleanEvent withOrigin(CleanEvent event) {
    long offset =
        (event.receivedMillis() << SAME_MILLIS_BITS) | (sequence++ % (1 << SAME_MILLIS_BITS));
    return new CleanEvent(
        event.event(), event.sessionId(), event.receivedMillis(), LakeRow.UNKNOWN, offset);
  }

  private void write(String visitor, boolean isEvent, byte[] bytes) throws IOException {
    String kind = Event.isAnonymous(visitor) ? "devices-" : "users-";
    Path part = folder.resolve(kind + Math.floorMod(visitor.hashCode(), count));
    DataOutputStream out = parts.get(part);
    if (out == null) {
      out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part), BUFFER));
      parts.put(part, out);
    }
    out.writeBoolean(isEvent);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Everything written so far can be read; more can be added. */
  void flush() throws IOException {
    for (DataOutputStream out : parts.values()) {
      out.flush();
    }
  }

  @Override
  public void close() throws IOException {
    for (DataOutputStream out : parts.values()) {
      out.close();
    }
  }

  /** The parts with devices. */
  List<Path> devices() {
    return named("devices-");
  }

  /** The parts with users. */
  List<Path> users() {
    return named("users-");
  }

  private List<Path> named(String kind) {
    return parts.keySet().stream()
        .filter(part -> part.getFileName().toString().startsWith(kind))
        .sorted()
        .toList();
  }

  /** All parts. */
  List<Path> all() {
    return Stream.concat(devices().stream(), users().stream()).toList();
  }

  /**
   * Something done, with its place among what its visitor did.
   *
   * @param visitor whose it is
   * @param millis of arrival; never falls with the offset of a partition, as a clock may
   */
  private record Deed(
      String visitor, long millis, int partition, long offset, Either<CleanEvent, HandOver> what) {

    Deed notBefore(long least) {
      return millis >= least ? this : new Deed(visitor, least, partition, offset, what);
    }
  }

  private static final Comparator<Deed> BY_ORIGIN =
      Comparator.comparing(Deed::visitor)
          .thenComparing(deed -> deed.what().isRight())
          .thenComparingInt(Deed::partition)
          .thenComparingLong(Deed::offset);

  private static final Comparator<Deed> BY_ARRIVAL =
      Comparator.comparing(Deed::visitor)
          .thenComparingLong(Deed::millis)
          .thenComparing(deed -> deed.what().isRight())
          .thenComparingInt(Deed::partition)
          .thenComparingLong(Deed::offset);

  /** The deeds of a part: visitor by visitor, in the order of arrival. */
  static List<Either<CleanEvent, HandOver>> read(Path part) throws IOException {
    List<Deed> deeds = new ArrayList<>();
    Codec<CleanEvent> events = Topics.EVENTS_CLEAN.codec();
    Codec<HandOver> handOvers = Topics.IDENTITIES.codec();
    try (var in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(part), BUFFER))) {
      for (int kind = in.read(); kind >= 0; kind = in.read()) {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        deeds.add(kind == 1 ? deed(events.decode(bytes)) : deed(handOvers.decode(bytes)));
      }
    }
    deeds.sort(BY_ORIGIN);
    Deed before = null;
    for (int i = 0; i < deeds.size(); i++) {
      Deed deed = deeds.get(i);
      if (before != null && isOneOrder(before, deed)) {
        deed = deed.notBefore(before.millis());
        deeds.set(i, deed);
      }
      before = deed;
    }
    deeds.sort(BY_ARRIVAL);
    return deeds.stream().map(Deed::what).toList();
  }

  private static Deed deed(CleanEvent event) {
    return new Deed(
        event.event().visitor(),
        event.receivedMillis(),
        event.originPartition(),
        event.originOffset(),
        Either.Left(event));
  }

  private static Deed deed(HandOver handOver) {
    return new Deed(
        handOver.user(),
        handOver.receivedMillis(),
        handOver.originPartition(),
        handOver.originOffset(),
        Either.Right(handOver));
  }

  private static boolean isOneOrder(Deed a, Deed b) {
    return a.partition() == b.partition()
        && a.what().isLeft()
        && b.what().isLeft()
        && a.visitor().equals(b.visitor());
  }
}
