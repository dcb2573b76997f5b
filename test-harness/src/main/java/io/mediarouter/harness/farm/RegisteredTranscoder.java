package io.mediarouter.harness.farm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediarouter.media.HardwareEncoder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A transcoding server that joins a running cluster by itself. When it is closed it leaves first,
 * so that it is sent nothing more, then waits for what it makes, and only then stops.
 */
public final class RegisteredTranscoder implements FarmServer {
  private final TranscodingServer server;
  private final Registration registration;
  private final Duration drain;

  /**
   * Joins with a server that listens.
   *
   * @param admin of any proxy of the cluster, such as {@code http://127.0.0.1:8081/admin}
   * @param tokenFile its first line is the token of registrations
   * @param drain longest wait for what it makes when it stops
   * @param complaints told what goes wrong with the registration
   */
  public RegisteredTranscoder(
      TranscodingServer server,
      URI admin,
      Path tokenFile,
      Duration drain,
      Consumer<String> complaints) {
    this.server = server;
    this.drain = drain;
    String id = "transcoding-" + server.url().getHost() + "-" + server.url().getPort();
    registration = Registration.begin(admin, tokenFile, id, definition(server), complaints);
  }

  private static ObjectNode definition(TranscodingServer server) {
    ObjectNode definition = JsonNodeFactory.instance.objectNode();
    definition
        .put("role", "transcoding")
        .put("url", server.url().toString())
        .put("many", "outputs");
    ObjectNode capacity = definition.putObject("capacity").put("cores", server.capacityCores());
    if (server.limitsSessions()) {
      capacity.put("sessions", server.maxSessions());
    }
    if (HardwareEncoder.of(server.h264()).isPresent()) {
      definition.putArray("makes").add(server.h264()).add("hevc").add("vp9").add("av1");
    }
    return definition;
  }

  @Override
  public URI url() {
    return server.url();
  }

  @Override
  public void close() {
    registration.close();
    server.awaitIdle(drain);
    server.close();
  }
}
