# As print-on.py.
letters='a b c d e f g h i j'
n=0
for a in $letters; do
  while test $a != a && ! test -e go; do test -d "$PWD" && sleep 0.02 || exit; done
  for b in $letters; do
    for c in $letters; do
      for d in $letters; do
        echo $n
        printf '%s;' $a$b$c$d >&2
        n=$((n + 1))
      done
    done
  done
done
printf whole > ended
