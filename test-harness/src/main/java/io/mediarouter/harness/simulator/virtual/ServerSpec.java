package io.mediarouter.harness.simulator.virtual;

/**
 * The properties of a simulated server.
 *
 * @param id unique name
 * @param cores how many cores it has, above 0
 * @param speed how fast a core is, relative to the farm's other servers, above 0
 */
public record ServerSpec(String id, double cores, double speed) {
  public ServerSpec {
    if (!(cores > 0) || !(speed > 0)) {
      throw new IllegalArgumentException(
          "server " + id + ": " + cores + " cores, speed " + speed + " (expected: both > 0)");
    }
  }
}
