package io.mediarouter.stream;

/**
 * One of several ways to the same stream, such as through one of several networks, between which
 * players are steered.
 *
 * @param id its name, {@code [A-Za-z0-9._-]{1,64}}, unique in its stream
 * @param base the absolute URL of the folder in which the stream's playlist or manifest lies on
 *     that way, with a slash at the end
 */
public record Pathway(String id, String base) {
  public Pathway {
    StreamNames.check(id);
  }

  /** Where players ask which way they are to take; absolute, since some resolve nothing else. */
  public String steering() {
    return base + HlsPlaylists.STEERING;
  }
}
