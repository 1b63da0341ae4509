"""What every adapter over HTTP needs: tokens, budgets, and calls that are repeated only when safe."""
