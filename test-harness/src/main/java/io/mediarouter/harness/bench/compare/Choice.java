package io.mediarouter.harness.bench.compare;

/** A way to choose a server, as the proxies' configuration names it. */
enum Choice {
  LEAST_COST("least-cost"),
  ROUND_ROBIN("round-robin"),
  LEAST_CONNECTIONS("least-connections");

  private final String token;

  Choice(String token) {
    this.token = token;
  }

  String token() {
    return token;
  }

  /** The same freedom for all: no limit of tasks on a server, and no way out but transcoding. */
  String settings() {
    return """
    {"serverChoice": "%s", "highestUtilization": 1000, "options": ["on-demand-exact"],
     "timeouts": {"connect": "5s", "firstByte": "60s", "decide": "15s"}}
    """
        .formatted(token);
  }
}
