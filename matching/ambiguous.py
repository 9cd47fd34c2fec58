"""Abbreviations that mean different things to different people: never guessed, always asked about."""

from __future__ import annotations

AMBIGUOUS = {
    "ed": ("eating disorder", "erectile dysfunction", "emergency department"),
    "mg": ("myasthenia gravis", "milligrams"),
    "pd": ("Parkinson's disease", "personality disorder"),
    "bd": ("bipolar disorder", "twice daily"),
    "bf": ("breastfeeding", "boyfriend"),
    "ca": ("cancer", "calcium"),
    "cd": ("Crohn's disease", "coeliac disease"),
    "as": ("ankylosing spondylitis", "aortic stenosis"),
    "hd": ("haemodialysis", "Huntington's disease"),
    "hs": ("hidradenitis suppurativa", "herpes simplex"),
    "pv": ("polycythaemia vera", "pemphigus vulgaris"),
    "tn": ("trigeminal neuralgia", "trainee nurse"),
    "la": ("local anaesthetic", "laser"),
    "oa": ("osteoarthritis", "on arrival"),
}
