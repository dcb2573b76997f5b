package io.mediarouter.select;

import java.util.Locale;

/** How the transcoding server of a task is chosen. */
public enum ServerChoice {
  /** By what the choice costs everybody. */
  LEAST_COST,
  /** One after the other, as a conventional balancer does; room is not looked at. */
  ROUND_ROBIN,
  /** The one with the fewest tasks, as a conventional balancer does; room is not looked at. */
  LEAST_CONNECTIONS;

  private final String token = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** The name in configuration, such as {@code least-cost}. */
  public String token() {
    return token;
  }

  /**
   * The choice of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ServerChoice of(String token) {
    return valueOf(token.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
