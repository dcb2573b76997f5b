package io.mediarouter.harness.scenario.process;

/** What a farm has for scenarios of failure. */
public enum FarmExtra {
  /** The servers can be told to misbehave: {@link ProcessFarm#faults}. */
  FAULTS,
  /** The proxies reach each other through links that can be cut: {@link ProcessFarm#cluster}. */
  RELAYS,
  /** The distribution servers are nginx, as it is installed; no faults but those of a process. */
  NGINX
}
