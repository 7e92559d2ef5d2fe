package io.limpet.standalone.cli;

import io.limpet.standalone.RefusedException;
import io.limpet.standalone.client.ServiceClient;
import io.limpet.standalone.stack.DataFolder;
import io.limpet.standalone.stack.RunningFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Which service a command talks to: the one of {@code --url}, or of the stack of {@code --data}.
 */
final class ServiceOption {
  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Service to talk to, in place of the stack of --data; http://host:port.")
  private @Nullable URI url;

  /** The data folder, whether or not a stack runs on it. */
  Path folder() {
    return data.path();
  }

  /** Whether the service is one that was named, so that the data folder says nothing of it. */
  boolean isRemote() {
    return url != null;
  }

  /** The service; empty when the stack of the data folder does not run. */
  Optional<ServiceClient> find() {
    if (url != null) {
      if (url.getScheme() == null || url.getHost() == null) {
        throw new RefusedException("--url \"" + url + "\" is not of the form http://host:port");
      }
      return Optional.of(new ServiceClient(url));
    }
    DataFolder.checkVersion(folder());
    return RunningFile.find(folder()).map(running -> new ServiceClient(running.http()));
  }

  /** The service, which must be there. */
  ServiceClient require() {
    return find()
        .orElseThrow(
            () ->
                new RefusedException(
                    "no stack runs on data folder %s; start it with `limpet up`, or give --data or --url"
                        .formatted(folder())));
  }
}
