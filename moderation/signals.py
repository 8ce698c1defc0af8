"""The project's single signal: the lower layer tells the upper one that a review moved."""

from django.dispatch import Signal

# Sent inside the transaction of the move with `review` (a Review, as it stands after the move)
# and `move` (a states.Move). A receiver that raises undoes the move.
review_moved = Signal()
