"""The Spark engine: the plan of a bulk review, answered by the executors of a cluster."""
