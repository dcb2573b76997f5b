package io.mediarouter.harness.scenario.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A proxy of a {@link ProcessFarm}.
 *
 * @param name such as {@code proxy-1}
 * @param process the process that runs it
 * @param admin where operators reach it, ending in a slash
 * @param accessLog file that its access log goes to
 * @param spool folder of its temporary files
 * @param config file of its configuration, in JSON
 */
public record ProxyProcess(
    String name, FarmProcess process, URI admin, Path accessLog, Path spool, Path config) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The address of a media request, such as {@code clip.mp4?preset=360p}. */
  public URI media(String pathAndQuery) {
    return process.url().resolve("media/" + pathAndQuery);
  }

  /** Its configuration as the file has it. */
  public ObjectNode configuration() throws IOException {
    return (ObjectNode) JSON.readTree(config.toFile());
  }

  /** Puts another configuration in the place of its file, at once. */
  public void configure(String text) throws IOException {
    Path next = config.resolveSibling(config.getFileName() + ".next");
    Files.writeString(next, text);
    Files.move(next, config, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * The access log so far, oldest first.
   *
   * @throws IOException if it cannot be read
   */
  public List<JsonNode> accessEntries() throws IOException {
    List<JsonNode> entries = new ArrayList<>();
    if (Files.exists(accessLog)) {
      String text = Files.readString(accessLog);
      for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n")) {
        if (!line.isEmpty()) {
          entries.add(JSON.readTree(line));
        }
      }
    }
    return entries;
  }
}
