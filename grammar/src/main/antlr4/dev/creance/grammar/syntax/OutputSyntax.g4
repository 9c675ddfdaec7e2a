/* Output templates, see OutputLexer. There is no way to write a percent sign that is text. */
parser grammar OutputSyntax;

options { tokenVocab = OutputLexer; }

template : part* EOF ;

part
  : TEXT # text
  | PERCENT WIDTH? ( REFERENCE | BROKEN ) # placeholder
  ;
