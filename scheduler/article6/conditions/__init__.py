"""The questions of Article 6. Each gives yes, no or unknown with its reason; unknown is never no."""

from .elsewhere import international, involved_in_organising, third_host, within_competence
from .interest import crime_prevention, matter_of_interest
from .meeting import general_assembly, in_force, kind_covered, organised_by
from .observers import observers_allowed

__all__ = [
    "crime_prevention",
    "general_assembly",
    "in_force",
    "international",
    "involved_in_organising",
    "kind_covered",
    "matter_of_interest",
    "observers_allowed",
    "organised_by",
    "third_host",
    "within_competence",
]
