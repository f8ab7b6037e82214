"""What to do about a problem that many places find: said where the finder says nothing nearer (cách khắc phục)."""

from __future__ import annotations

from parlib.speech import Said

_PRINT = "Compare the cell and its parts with the printed table"
_NUMBER = "Write the number alone, such as 12,5; leave the cell blank where there is none"
_SIGNS = "Write all numbers of the column with one decimal sign"
_CODE = "Write a code of the framework of the year, or take it out"
_NAME = "Write the name as the list of places has it, or take it out"
_NAMED = "Write the code that goes with the name"
_TWICE = "Take one of the two out"
_AGAIN = "Put the file back as it was received"
_TREE = "Mend the framework as the decision has it"
_FORM = "Take the form of the year (parlib template) and fill it in"
_RELATION = "Mend the relation in the bridge, or the maximum that is wrong"
_FIRST = "Take the framework of the year in first (parlib add)"
_BOTH = "Compare both with what was published, and mend the one that is wrong"
_ANSWER = "Write the number of the answer, or leave the cell blank"
_LABEL = "Write the code of the component before its name"
_HEADER = "Write it into the header as the form of the year has it (parlib template survey)"
_ALIAS = "Mend the code in places/aliases.csv"

REMEDIES = {
    "{plain!r} is not a number": _NUMBER,
    "{plain!r} can be read as {whole} or as {part}, and nothing else in the column settles which": _SIGNS,
    "{plain!r} has the decimal sign {odd!r}, other figures of the column have {usual!r}": _SIGNS,
    "{rest} more figures cannot be read": "Mend those above first: the others often have the same cause",
    "{value!r} is no number of dossiers": "Write a whole number",
    "{value:g} is no number of dossiers": "Write a whole number",
    "share {text!r} is not between 0 and 100": "Write shares in per cent (87,5) or give the cells a percent sign",
    "{place} has no number of respondents": "Write how many people answered",
    "rank {text!r} is not between 1 and {most}": _PRINT,
    "year {year!r} is not a year": "Write a year such as 2024",
    "{who} stands twice (also in {where})": _TWICE,
    "{place} stands twice for component {printed_code}": _TWICE,
    "component {component_code} stands twice in {year}": _TWICE,
    "source {source_id!r} stands twice": _TWICE,
    "the column {code!r} stands twice": _TWICE,
    "component {component!r} is given to two agencies": _TWICE,
    "{figure} is {number:g} here and {number_first:g} in {there}": "Mend one of the two",
    "score {score:g} of component {component_code} is {side} {limit:g}": _PRINT,
    "{figure}: {number:g} is above the maximum {max_score:g}": _PRINT,
    "{figure}: {number:g} is below zero": _PRINT,
    "{figure} is {number:g}, its parts add up to {together:.8g}": _PRINT,
    "{figure} are {score:g}, appraised and survey points make {together:.8g}": _PRINT,
    "{figure} is printed as {number:g}; by the points ({score:g}) it is {rank}": _PRINT,
    "component {component_code} is printed as {score:.8g}, its parts add up to {score_computed:.8g}": _PRINT,
    "the shares of {place} on {question} make {together:.4g}% together": _PRINT,
    "{component_code} of {place} is {number:g}%, its parts lie between {min:g}% and {max:g}%": _PRINT,
    "component {component!r} is not in the framework of {year}": _CODE,
    "component {component_code} is not in the framework of {year}": _CODE,
    "component {key!r} is not in the framework of {year}": _CODE,
    "{text!r} is not in the framework": _CODE,
    "{text!r} is not in the framework, but there are figures beside it": _CODE,
    "{text!r} is not component {code} of the framework, which is {official!r}": _NAMED,
    "code {component_code} is labelled {label!r}; in {year} it means {name_vi!r}": _NAMED,
    "{component!r} is not the label of a component": _CODE,
    "{what} {component_code} is not in the form of {year}": _FORM,
    "{component_code} reads {label!r}; in {year} it is {known!r}": _FORM,
    "there is no sheet {title!r}": _FORM,
    "there is no sheet called {titles}": _FORM,
    "sheet {name!r} has no row of heads": _FORM,
    "sheet {name!r} has no row of heads with {place!r} and {respondents!r}": _FORM,
    "{text!r} is not the name of one of the places{hint}": _NAME,
    "{printed!r} is not the name of one of the {whose}{hint}": _NAME,
    "component {lost} of {year} is not in the table": "Write its figures into the table",
    "component {code} has no figure for any province (all zero, blank or '-')": "Write its figures into the table",
    "the table holds no figure: every cell is zero, blank or '-'": _AGAIN,
    "no figure was found in the table": _AGAIN,
    "the file is missing": _AGAIN,
    "there is no row below the header": _AGAIN,
    "there is no row below the heads": _AGAIN,
    "parent {parent_code!r} of component {component_code} is not in the tree of {year}": _TREE,
    "component {component_code} has no component {parent_code} above it": _TREE,
    "there is no table or workbook in the folder": "Name the folder that holds them",
    "column {missing!r} is missing; found: {found}": "Write how the table calls that column",
    "{key_after} is said to be {relation}: {max_before:g} and {max_after:g} points": _RELATION,
    "{value!r} breaks the rule {check!r}": "Compare the cell with the printed table",
    "there is no framework of {index!r} for {year!r}": _FIRST,
    "there is no framework of {year} or before": _FIRST,
    "nothing disagrees that this row excuses": "Take the row out of known_conflicts.csv",
    "{index} {year} has no component {component_key!r}": _CODE,
    "{decision!r} is no decision: choose {decisions}": "Write one of these decisions",
    "a decision has a reason, in both languages": "Write the reason in Vietnamese and in English",
    "{name} {word!r} {fault}": "Write a word of that table, or add it there with its source",
    "there are more than {most_groups} groups": "Put units of the same kind into one group",
    "column {head!r} holds personal data, not days": "Rename the column of days, or export the file again",
    "the file holds no dossier with a day of receipt": "Export the file again with the day of receipt of each dossier",
    "{what} {missing!r} is missing; found: {known}": "Write its figures into the table",
    "no table {index}/{index}_YYYY.csv in {raw}": "Put the published table of a year there (parlib add)",
    "{name}{part} of {place} in {year} is {number:.6g}, elsewhere it is {printed:;}": _BOTH,
    "{agency} is merged into {successor!r}, which is none of the agencies": "Write the name of an agency of the sheet",
    "{name!r} stands for {before} and for {agency}": "Leave the name with one of the two agencies",
    "question {code} reads {label!r}; in this year's form it is {names!r}": _FORM,
    "answer {plain!r} is not a whole number from 1 to {most}": _ANSWER,
    "the weight is not above zero": "Write a weight above zero in every row",
    "the parts of component {component_code} have {together:g} points together in "
    "{year}, its maximum is {max_score:g}": _TREE,
    "the weights of the parts of component {component_code} make {together:g} points "
    "in {year}, its maximum is {max_score:g}": _TREE,
    "alias {alias!r} gives code {code!r}, which is none of the {vintage} provinces": _ALIAS,
    "sheet {name!r} does not say above the table: {missing}": _FORM,
    "sheet {name!r} has no column {missing!r}": _FORM,
    "it is not clear what the number {text} is": "Write above it what it is, or take it out",
    "no labels such as 'Dimension 1: ...' or '1.1 ...' in the first row or the first column": _LABEL,
    "the parquet file cannot be read: {error}": "Export the file again, or save it as .csv",
    "the summary holds no row of dossiers": "Write one row a unit below the heads",
    "no row below the heads names a place": "Write the name of the place in each row",
    "the columns are not those of a register": _AGAIN,
    "there is no column {what} in the header": _HEADER,
    "no question has an answer": "Fill in the answers below the questions",
    "no sheet has a header with questions such as '2.1.1 ...'": _FORM,
    "{message}, in {rest} more cells": "Mend those above first: the others often have the same cause",
}
"""By the English of a problem, with its fields, what to do."""


def find_remedy(message: object) -> str:
    """Return what to do about a problem; blank where nothing general can be said.

    Examples
    --------
    >>> from parlib.speech import tell
    >>> find_remedy(tell("{plain!r} is not a number", plain="x"))
    'Write the number alone, such as 12,5; leave the cell blank where there is none'
    """
    while isinstance(message, Said) and set(message.fields) == {"error"} and message.template == "{error}":
        message = message.fields["error"]
    return REMEDIES.get(message.template if isinstance(message, Said) else str(message), "")
