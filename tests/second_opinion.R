# Figures by R (base, nlme) for test_second_opinion.py. Usage: Rscript tests/second_opinion.R > tests/second_opinion.csv
library(nlme)
say <- function(what, value) cat(paste(what, seq_along(value), format(value, digits = 12, trim = TRUE), sep = ","), sep = "\n")
cat("what,at,value\n")

# Kendall's test, exact: without ties by cor.test, with ties by all orders of the values
rising <- c(5.0, 5.2, 5.1, 5.6, 5.4, 5.9, 6.0)
mixed <- c(3.1, 2.9, 3.4, 3.0, 3.3, 2.8, 3.2, 3.5, 2.7, 3.6, 3.7, 2.6, 3.8, 3.9)
for (x in list(rising, mixed)) say(paste0("kendall_", length(x)), cor.test(seq_along(x), x, method = "kendall", exact = TRUE)$p.value)
tied <- c(1, 2, 2, 3, 2, 4, 4)
score <- function(x) sum(sign(outer(x, x, "-"))[lower.tri(diag(length(x)))])
orders <- function(x) if (length(x) < 2) list(x) else do.call(c, lapply(seq_along(x), function(i) lapply(orders(x[-i]), function(r) c(x[i], r))))
all <- sapply(orders(tied), score)
say("kendall_tied", mean(abs(all) >= abs(score(tied))))

say("adjusted", p.adjust(c(0.001, 0.2, 0.013, 0.04, 0.04, 0.9), "BH"))

# Korn and Graubard: share 0.8, effective 120 of 200 respondents, 5 degrees of freedom; 0.95, 80 of 90, 3
korn <- function(p, e, n, df) { m <- min(e * (qt(.975, n - 1) / qt(.975, df))^2, n); c(qbeta(.025, p * m, m - p * m + 1), qbeta(.975, p * m + 1, m - p * m)) }
say("korn_graubard", c(korn(.8, 120, 200, 5), korn(.95, 80, 90, 3)))

# partial rank correlation given the region is the t test of a linear model of ranks
one <- c(3, 1, 4, 1.5, 5, 9, 2, 6, 5.5, 3.5, 8, 9.5); other <- c(2, 7, 1, 8, 2.5, 8.5, 1.2, 8.2, 2.8, 4, 5, 9); region <- rep(c("a", "b", "c"), each = 4)
say("within", summary(lm(rank(one) ~ rank(other) + region))$coefficients["rank(other)", "Pr(>|t|)"])

# variances of places and of what passes, by REML with the mean of each year as it is
set.seed(1); places <- 60; years <- 10
lasting <- rnorm(places); y <- as.vector(outer(lasting, seq_len(years), function(a, t) a + t)) + rnorm(places * years, sd = 0.8)
panel <- data.frame(y = round(y, 6), place = rep(seq_len(places), years), year = factor(rep(seq_len(years), each = places)))
v <- as.numeric(VarCorr(lme(y ~ year, random = ~1 | place, data = panel))[, "Variance"])
say("reml", v); say("reml_y", panel$y)

# rank sets: pairs of 14 places held against the largest of 100,000 drawn errors, stepwise, both ways of a pair
theta <- round(c(9, 8.2, 8, 7.9, 7, 6.5, 6.4, 6.3, 6.1, 5, 4.9, 4, 2, 1), 2); se <- round(0.3 + 0.05 * seq_along(theta) %% 4, 2)
draws <- matrix(rnorm(1e5 * length(theta)), ncol = length(theta)) %*% diag(se)
sets <- function(pairs) {
  left <- rbind(pairs, pairs[, 2:1]); z <- (theta[left[, 1]] - theta[left[, 2]]) / sqrt(se[left[, 1]]^2 + se[left[, 2]]^2)
  open <- rep(TRUE, nrow(left)); better <- matrix(FALSE, length(theta), length(theta))
  repeat {
    worst <- rep(-Inf, nrow(draws))
    for (i in which(open)) worst <- pmax(worst, (draws[, left[i, 1]] - draws[, left[i, 2]]) / sqrt(se[left[i, 1]]^2 + se[left[i, 2]]^2))
    lost <- open & z > quantile(worst, 0.95)
    if (!any(lost)) break
    better[left[lost, , drop = FALSE]] <- TRUE; open <- open & !lost
  }
  better
}
p <- length(theta); low <- high <- integer(p)
for (j in seq_len(p)) { b <- sets(cbind(j, setdiff(seq_len(p), j))); low[j] <- 1 + sum(b[, j]); high[j] <- p - sum(b[j, ]) }
say("marginal_low", low); say("marginal_high", high)
b <- sets(t(combn(p, 2))); say("joint_low", 1 + colSums(b)); say("joint_high", p - rowSums(b))

# limits of a funnel: quantiles of a binomial, interpolated between whole numbers
limit <- function(p, n, share) { r <- qbinom(p, n, share); (r - (pbinom(r, n, share) - p) / dbinom(r, n, share)) / n }
say("funnel", c(sapply(c(pnorm(-3), pnorm(-2), pnorm(2), pnorm(3)), function(p) c(limit(p, 60, .85), limit(p, 400, .85)))))

# regression with effects of places and years, errors clustered by place: dummies, and the sandwich by hand (CR1)
set.seed(2); g <- rep(1:12, each = 4); t <- rep(1:4, 12)
x <- round(rnorm(48), 6); w <- round(rnorm(48), 6); o <- round(0.4 * x + 0.1 * t + rep(rnorm(12), each = 4) + 0.5 * rnorm(48), 6)
m <- lm(o ~ x + w + factor(t) + factor(g)); X <- model.matrix(m); bread <- solve(crossprod(X))
V <- bread %*% crossprod(rowsum(X * resid(m), g)) %*% bread * 12 / 11 * 47 / (48 - 5)
b <- coef(m)[c("x", "w")]; se <- sqrt(diag(V))[c("x", "w")]
say("panel_x", x); say("panel_w", w); say("panel_o", o)
say("panel", c(b, 2 * pt(-abs(b / se), 11)))

# a place's share held against that of all others together: Student's t with clusters - 1
share <- c(.91, .80, .78, .85); n <- c(300, 420, 380, 510); clusters <- c(6, 8, 7, 9)
near <- (n * share + 1) / (n + 2); v <- near * (1 - near) / n
rest <- sapply(1:4, function(i) { r <- -i; c(share[i] - weighted.mean(share[r], n[r]), v[i] + sum((n[r] / sum(n[r]))^2 * v[r])) })
say("rest", c(rest[1, ], 2 * pt(-abs(rest[1, ] / sqrt(rest[2, ])), clusters - 1)))
