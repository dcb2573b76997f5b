package io.mediarouter.harness.farm.fault;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mediarouter.harness.client.Answer;
import io.mediarouter.harness.client.MediaClient;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The faults of one running server, which was started with {@code --faults}. Safe for use by
 * several threads.
 *
 * <pre>{@code
 * farm.faults("distributor-1").set(Fault.stallAfter(0), Fault.share(0.5));
 * }</pre>
 */
public final class Faults {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI resource;
  private final MediaClient client = new MediaClient();

  private Faults(URI resource) {
    this.resource = resource;
  }

  /** The faults of the server with this address, which ends in a slash. */
  public static Faults of(URI server) {
    return new Faults(server.resolve("faults"));
  }

  /**
   * Gives the server these faults and no others.
   *
   * @throws IOException if it does not take them; says why
   */
  public void set(Fault... faults) throws IOException {
    Map<String, Object> plan = new LinkedHashMap<>();
    for (Fault each : faults) {
      plan.put(each.key(), each.value());
    }
    done(client.put(resource, JSON.writeValueAsString(plan)));
  }

  /**
   * Ends all faults of the server.
   *
   * @throws IOException if it does not answer
   */
  public void heal() throws IOException {
    done(client.delete(resource));
  }

  private void done(Answer answer) throws IOException {
    if (answer.status() >= 300) {
      String why = new String(answer.body(), StandardCharsets.UTF_8);
      throw new IOException(resource + " answered " + answer.status() + ": " + why);
    }
  }
}
