package io.barograph.timescale.leader;

import java.sql.Connection;
import java.sql.SQLException;

/** Something that exactly one of all servers on a database does, again and again. */
public interface LeaderDuty {
  /** For log lines: what is done, as in {@code compaction}. */
  String name();

  /**
   * Called once a turn on the leader's own session, which is in auto-commit mode and must be left
   * so. Whether anything is due is for the duty to decide. Losing the session loses leadership, so
   * what is written through it is written by the leader or not at all.
   */
  void perform(Connection session) throws SQLException;
}
