package io.limpet.standalone.stack;

import io.limpet.standalone.RefusedException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks whether the ports of a stack can be listened on, before anything is started or written. */
public final class Ports {
  private Ports() {}

  /** A port, and the option that changes it. */
  public record Wanted(String option, String host, int port) {
    @Override
    public String toString() {
      return option + " " + port;
    }
  }

  /** What a stack of these settings listens on. */
  public static List<Wanted> of(StackSettings settings) {
    return List.of(
        new Wanted("--http-port", settings.host(), settings.httpPort()),
        new Wanted("--flink-port", StackSettings.HOST, settings.flinkPort()),
        new Wanted("--kafka-port", StackSettings.HOST, settings.kafkaPort()));
  }

  /**
   * Refuses when one is taken, or wanted twice.
   *
   * @throws RefusedException naming the port and the option that changes it
   */
  public static void check(StackSettings settings) {
    Map<Integer, String> seen = new HashMap<>();
    for (Wanted wanted : of(settings)) {
      check(wanted);
      String other = wanted.port() == 0 ? null : seen.put(wanted.port(), wanted.option());
      if (other != null) {
        throw new RefusedException(
            "port %d is given for both %s and %s; choose another for one of them"
                .formatted(wanted.port(), other, wanted.option()));
      }
    }
  }

  private static void check(Wanted wanted) {
    if (wanted.port() < 0 || wanted.port() > 65_535) {
      throw new RefusedException(
          "%s %d is not a port; choose one of 1 to 65535, or 0 for any that is free"
              .formatted(wanted.option(), wanted.port()));
    }
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName(wanted.host()), wanted.port()));
    } catch (BindException e) {
      throw new RefusedException(
          wanted.port() == 0 || isForeign(e)
              ? "address %s is not one of this machine; choose another with --host"
                  .formatted(wanted.host())
              : "port %d is in use; stop what listens there, or choose another with %s"
                  .formatted(wanted.port(), wanted.option()),
          e);
    } catch (UnknownHostException e) {
      throw new RefusedException(
          "there is no address \"%s\" to listen at; choose another with --host"
              .formatted(wanted.host()),
          e);
    } catch (IOException e) {
      throw new RefusedException(
          "port %d cannot be listened on (%s); choose another with %s"
              .formatted(wanted.port(), e.getMessage(), wanted.option()),
          e);
    }
  }

  private static boolean isForeign(BindException e) {
    return String.valueOf(e.getMessage()).contains("assign requested address");
  }
}
